/** The page of a system as Markdown, in English: the JSON beside it speaks every language. */
import type { APIContext } from 'astro';
import { systems } from '../content.ts';
import { systemMarkdown } from '../machineSystems.ts';

export const getStaticPaths = () => systems.map(({ id }) => ({ params: { system: id } }));

export const GET = ({ params }: APIContext) =>
  new Response(systemMarkdown(systems.find(({ id }) => id === params.system)!), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
  });

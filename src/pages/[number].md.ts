/** The page of a number as Markdown, in English: the JSON beside it speaks every language. */
import type { APIContext } from 'astro';
import { numberMarkdown } from '../machineSystems.ts';
import { numbers } from '../systems.ts';

export const getStaticPaths = () =>
  numbers.map((number) => ({ params: { number: String(number) } }));

export const GET = ({ params }: APIContext) =>
  new Response(numberMarkdown(Number(params.number)), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
  });

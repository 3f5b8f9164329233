/** What systems mean by a number, in every language at once. */
import type { APIContext } from 'astro';
import { jsonResponse } from '../lib/publishing/api.ts';
import { apiNumber } from '../machineSystems.ts';
import { numbers } from '../systems.ts';

export const getStaticPaths = () =>
  numbers.map((number) => ({ params: { number: String(number) } }));

export const GET = ({ params }: APIContext) => jsonResponse(apiNumber(Number(params.number)));

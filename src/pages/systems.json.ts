/** All systems with the facts of their codes, without sentences: who wants these asks for one system. */
import { jsonResponse } from '../lib/publishing/api.ts';
import { apiSystems } from '../machineSystems.ts';

export const GET = () => jsonResponse(apiSystems());

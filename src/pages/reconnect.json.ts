/** When to connect again after each code, with the cases that a program for it passes. */
import { jsonResponse } from '../lib/publishing/api.ts';
import { apiReconnect } from '../machineReconnect.ts';

export const GET = () => jsonResponse(apiReconnect());

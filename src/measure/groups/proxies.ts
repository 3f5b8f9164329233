/** Proxies. */
import type { Implementation } from '../implementations.ts';

export const PROXIES: Implementation[] = [];

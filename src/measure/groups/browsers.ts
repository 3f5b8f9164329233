/** Browsers. */
import type { Implementation } from '../implementations.ts';

export const BROWSERS: Implementation[] = [];

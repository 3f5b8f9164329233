/** From Debian's packages. */
import type { Implementation } from '../implementations.ts';

export const DEBIAN: Implementation[] = [];

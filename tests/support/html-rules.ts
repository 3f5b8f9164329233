/** Rules for html-validate: all that it recommends, and what each exception is for. */
import type { ConfigData } from 'html-validate';

export const HTML_RULES: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // Our scripts come from the host of the page itself, so whoever can change them can change the hash.
    'require-sri': ['error', { target: 'crossorigin' }],
    // The standard lets an id begin with a digit, and those of comparisons begin with the code: #1003-fix-binary-to-text.
    'valid-id': ['error', { relaxed: true }],
    // How much of a title a search engine shows is no question of valid HTML; Vietnamese needs more letters.
    'long-title': 'off',
  },
};

/** ws brings no types; what a test uses of it, it names itself. */
declare module 'ws';

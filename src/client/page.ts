console.debug;

/** Exports for providers: kinds of use, properties and contract. */
export * from './contract';
export * from './kinds';
export * from './schema';

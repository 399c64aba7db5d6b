/** Exports for providers: properties and contract. */
export * from './contract';
export * from './rotation';
export * from './schema';
export * from './users';

/** Exports for providers: properties and contract. */
export * from './contract';
export * from './owner-rotation';
export * from './schema';
export * from './users';

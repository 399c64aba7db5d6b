/** What providers build on: properties, contract and helpers. */
export * from './schema';
export * from './contract';
export * from './pools';

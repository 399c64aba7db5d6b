/** What providers build on: properties and contract. */
export * from './schema';
export * from './contract';

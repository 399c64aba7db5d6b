/** What providers build on: the words and the contract. */
export * from './schema';
export * from './contract';

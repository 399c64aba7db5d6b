/** The audience of tokens that Entra exchanges for its own, whoever issues them. */
export const AUDIENCE = 'api://AzureADTokenExchange';

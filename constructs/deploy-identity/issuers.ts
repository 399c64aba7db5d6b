/** Issuers: services whose runs get tokens that a cloud can check, and the URLs by which clouds know them. */
export const ISSUERS = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.com',
  terraformCloud: 'https://app.terraform.io',
} as const;

/** Where a pipeline runs. */
export type IssuerKind = keyof typeof ISSUERS;

export const ISSUER_KINDS = Object.keys(ISSUERS) as IssuerKind[];

/** The URL of an issuer that is given by a word or by its URL. */
export const issuerUrl = (given: string): string => (ISSUERS as Readonly<Record<string, string>>)[given] ?? given;

/** What a cloud knows an issuer by, without the scheme: `gitlab.com`. */
export const issuerName = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/+$/, '');

/**
 * Secret: a user name and a password in the cloud's secret store, as `{ "username", "password" }` on every cloud. The
 * password is generated while Terraform runs, written to the store by a write-only argument and read back from there, so
 * that it is in no JSON, plan or state, and a half-failed apply leaves the store and the database alike.
 */
import { Fn, propertyAccess, Token } from 'cdktf';
import { Component } from '../../core/cdktf/component';

export interface SecretProps {
  /** What it opens, for descriptions: `PostgreSQL server "postgres"`. */
  readonly purpose: string;
  readonly username: string;
  /** A password that the cloud itself made, instead of a generated one. */
  readonly password?: string;
  /** Days after which the next apply replaces the password. @default - never by itself */
  readonly rotationDays?: number | undefined;
}

/** The neutral contract of a secret. */
export abstract class Secret extends Component<SecretProps> {
  /** The store's own id of the secret. */
  abstract readonly reference: string;
  /** The password as the store holds it: ephemeral, for write-only arguments only. */
  abstract readonly password: string;
  /** Changes when the password does: the version that goes with write-only arguments. */
  abstract readonly revision: number;
}

/** The password in a stored text: what somebody stored by hand without JSON around it is the password itself. */
export const passwordIn = (stored: string): string =>
  Token.asString(Fn.try([propertyAccess(Fn.jsondecode(stored), ['password']), stored]));

/** A number that changes with a text: the version that goes with a write-only argument, for what Terraform did not make. */
export const revisionOf = (text: string): number => Token.asNumber(Fn.parseint(Fn.substr(Fn.sha256(text), 0, 7), 16));

/** Length and alphabet that PostgreSQL, Redis, RDS, Cloud SQL and Flexible Server all accept, safe inside URLs. */
export const PASSWORD = {
  length: 40,
  special: true,
  override_special: '-_.~',
  min_lower: 1,
  min_upper: 1,
  min_numeric: 1,
} as const;

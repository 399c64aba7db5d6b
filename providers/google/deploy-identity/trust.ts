/** The trust of a provider in tokens: of which runs, as which identity, as expressions of CEL. */
import type { Trust } from '../../../constructs/deploy-identity';

/** The attribute of tokens that says for which identity they are. */
export const ATTRIBUTE = 'deploy_identity';

/** Runs, and the identity as which they act. */
export interface Runs {
  readonly identity: string;
  readonly subjects: Trust['subjects'];
}

/** How a provider reads tokens, and which it takes. */
interface Reading {
  readonly attributeMapping: Readonly<Record<string, string>>;
  readonly attributeCondition: string;
}

/** No text of an environment ends a string: quotes and backslashes are escaped. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;

function condition(subjects: Trust['subjects']): string {
  const whole = subjects.filter(({ isBeginning }) => !isBeginning).map(({ text }) => quoted(text));
  const beginnings = subjects.filter(({ isBeginning }) => isBeginning).map(({ text }) => quoted(text));
  return [
    ...(whole.length > 0 ? [`assertion.sub in [${whole.join(', ')}]`] : []),
    ...beginnings.map((text) => `assertion.sub.startsWith(${text})`),
  ].join(' || ');
}

const mapping = (identity: string): Reading['attributeMapping'] => ({
  'google.subject': 'assertion.sub',
  [`attribute.${ATTRIBUTE}`]: identity,
});

/** A provider for one identity takes tokens of its runs alone, so that no other run of the issuer enters the pool at all. */
export const ownTrust = ({ identity, subjects }: Runs): Reading => ({
  attributeMapping: mapping(quoted(identity)),
  attributeCondition: condition(subjects),
});

/** Which identity a run is of, or none. */
export const identityOf = (all: readonly Runs[]): string =>
  [...all.map(({ identity, subjects }) => `${condition(subjects)} ? ${quoted(identity)}`), quoted('')].join(' : ');

/** A provider for several identities takes tokens of the runs of all of them. */
export const sharedTrust = (all: readonly Runs[]): Reading => ({
  attributeMapping: mapping(identityOf(all)),
  attributeCondition: `attribute.${ATTRIBUTE} != ''`,
});

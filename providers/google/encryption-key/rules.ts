/** What a key that exists must be on Google, for whatever it encrypts. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { existingKey } from '../../../constructs/encryption-key/contract';
import type { Rule } from '../../../core/rules/rule';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { EncryptionKeySetting } from '../../../core/words/encryption';

const KEY_ID = /^projects\/[^/]+\/locations\/([^/]+)\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/;

const locationOf = (key: string | undefined): string | undefined => key && KEY_ID.exec(key)?.[1];

/** @param what is encrypted, for messages: `the bucket` */
export const keyRules = <P extends { readonly encryptionKey: EncryptionKeySetting }>(
  what: string,
): Rule<P, CloudRuleContext<GoogleTarget>>[] => {
  const keyOf = ({ encryptionKey }: P) => existingKey(encryptionKey, 'google');
  return [
    {
      code: 'existing-google',
      property: 'encryptionKey.existing.google',
      check: (p) =>
        keyOf(p) !== undefined &&
        locationOf(keyOf(p)) === undefined &&
        `must be the id of a key, projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<key>, without a version; got ${keyOf(p)}`,
    },
    {
      code: 'existing-google-2',
      property: 'encryptionKey.existing.google',
      check: (p, { target }) =>
        ![undefined, target.region].includes(locationOf(keyOf(p))) &&
        `must be a key in ${target.region}, where ${what} is; got one in ${locationOf(keyOf(p))}`,
    },
  ];
};

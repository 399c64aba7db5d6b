/** Rules for existing keys on Google, for every construct that can be encrypted with one. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { existingKey } from '../../../constructs/encryption-key/contract';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { Rule } from '../../../core/rules/rule';
import type { EncryptionKeySetting } from '../../../core/words/encryption';

const KEY_ID = /^projects\/[^/]+\/locations\/([^/]+)\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/;

/** @param what the encrypted construct, for messages: `the bucket` */
export const keyRules = <P extends { readonly encryptionKey: EncryptionKeySetting }>(
  what: string,
): Rule<P, CloudRuleContext<GoogleTarget>>[] => [
  {
    code: 'existing-key',
    property: 'encryptionKey.existing.google',
    check: ({ encryptionKey }) => {
      const key = existingKey(encryptionKey, 'google');
      return (
        key !== undefined &&
        !KEY_ID.test(key) &&
        `must be the id of a key, projects/<project>/locations/<region>/keyRings/<ring>/cryptoKeys/<key>, without a version; got ${key}`
      );
    },
  },
  {
    code: 'existing-key-region',
    property: 'encryptionKey.existing.google',
    check: ({ encryptionKey }, { target }) => {
      const [, location] = KEY_ID.exec(existingKey(encryptionKey, 'google') ?? '') ?? [];
      return (
        location !== undefined &&
        location !== target.region &&
        `must be a key in ${target.region}, where ${what} is; got one in ${location}`
      );
    },
  },
];

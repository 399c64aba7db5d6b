/** The rule for existing keys on Azure, for every construct that can be encrypted with one. */
import { existingKey } from '../../../constructs/encryption-key/contract';
import type { Rule } from '../../../core/rules/rule';
import type { EncryptionKeySetting } from '../../../core/words/encryption';
import { isVersionlessKeyId } from './existing-key';

export const keyRule: Rule<{ readonly encryptionKey: EncryptionKeySetting }, unknown> = {
  code: 'existing-key',
  property: 'encryptionKey.existing.azurerm',
  check: ({ encryptionKey }) => {
    const id = existingKey(encryptionKey, 'azurerm');
    return (
      id !== undefined &&
      !isVersionlessKeyId(id) &&
      `must be a versionless key id of a vault in this subscription, https://<vault>.vault.azure.net/keys/<name>, got ${id}`
    );
  },
};

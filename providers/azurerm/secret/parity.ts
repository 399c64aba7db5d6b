/** How Azure supports the properties of a secret. */
import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import { emulated, native, type ParityOf } from '../../../core/parity';

const SECRET = 'azurerm_key_vault_secret';

export const parity: ParityOf<AppSecretProps> = {
  description: emulated(`${SECRET}.tags`, 'the tag Purpose, because secrets of Key Vault have no description'),
  username: native(`${SECRET}.value_wo`),
  rotationDays: emulated(
    `time_rotating, ${SECRET}.value_wo_version`,
    'the first apply after this many days replaces the password',
  ),
  deletionProtection: native('terraform_data.for_each'),
};

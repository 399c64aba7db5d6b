/** What Azure makes of a secret's properties. */
import { emulated, native, type ParityOf } from '../../../core/parity';
import type { AppSecretProps } from '../../../constructs/secret-store/schema';

const SECRET = 'azurerm_key_vault_secret';

export const parity: ParityOf<AppSecretProps> = {
  description: emulated(`${SECRET}.tags`, 'the tag Purpose: a secret of Key Vault has no description'),
  username: native(`${SECRET}.value_wo`),
  rotationDays: emulated(
    `time_rotating, ${SECRET}.value_wo_version`,
    'the first apply after so many days replaces the password',
  ),
};

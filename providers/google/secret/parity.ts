import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<AppSecretProps> = {
  description: native('google_secret_manager_secret.annotations'),
  username: native('google_secret_manager_secret_version.secret_data_wo'),
  rotationDays: native('time_rotating, google_secret_manager_secret_version.secret_data_wo_version'),
  deletionProtection: native('terraform_data.for_each, google_secret_manager_secret.deletion_protection'),
};

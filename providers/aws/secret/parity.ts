import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import { native, type ParityOf } from '../../../core/parity';

const SECRET = 'AWS::SecretsManager::Secret by aws_cloudformation_stack';

export const parity: ParityOf<AppSecretProps> = {
  description: native(`${SECRET}: Description`),
  username: native(`${SECRET}: GenerateSecretString.SecretStringTemplate`),
  rotationDays: native(`time_rotating, ${SECRET}: GenerateSecretString.SecretStringTemplate`),
  deletionProtection: native('terraform_data.for_each'),
};

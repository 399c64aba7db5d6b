/**
 * A secret as a resource of CloudFormation. Terraform's own resource for a secret's value requires the value, writes it
 * again when the version that it knows is gone, and reads it in every plan. CloudFormation lets Secrets Manager
 * generate the value, so that nobody sees it, and does not write again until the template changes: values that people
 * enter stay.
 */
import { PASSWORD } from '../../../constructs/secret/contract';
import { jsonencode } from '../../../core/cdktf/escape';

export interface SecretTemplateProps {
  readonly name: string;
  readonly description: string;
  /** ARN of the key that encrypts the secret; absent for the one that Secrets Manager keeps. */
  readonly keyArn: string | undefined;
  /** The value, or how Secrets Manager generates it. */
  readonly content: { readonly SecretString: string } | { readonly GenerateSecretString: object };
  /** Whether the secret outlives its stack, because CloudFormation deletes without a recovery window. @default false */
  readonly retained?: boolean;
}

/** `{ "username", "password" }` and `more`; Secrets Manager generates another password whenever any of these change. */
export const generated = (username: string, more: object | false) => ({
  GenerateSecretString: {
    SecretStringTemplate: jsonencode({ username, ...more }),
    GenerateStringKey: 'password',
    PasswordLength: PASSWORD.length,
    ExcludePunctuation: true,
    RequireEachIncludedType: true,
  },
});

export const secretTemplate = ({ name, description, keyArn, content, retained = false }: SecretTemplateProps) => ({
  Type: 'AWS::SecretsManager::Secret',
  ...(retained && { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }),
  Properties: {
    Name: name,
    Description: description,
    ...(keyArn !== undefined && { KmsKeyId: keyArn }),
    ...content,
  },
});

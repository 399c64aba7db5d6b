/**
 * A secret as CloudFormation makes it. Terraform's own resource for a secret's value wants the value, writes it again when
 * the version that it knows is gone, and reads it in every plan. CloudFormation lets Secrets Manager make the value up, so
 * that it is in nobody's hands, and writes no other until what it was told of it changes: what people put there stays.
 */
import { jsonencode } from '../../../core/cdktf/escape';
import { PASSWORD } from '../../../constructs/secret/contract';

export interface SecretTemplateProps {
  readonly name: string;
  readonly description: string;
  /** Key ARN; absent for the one that Secrets Manager keeps. */
  readonly keyArn: string | undefined;
  /** What it holds, or how that is made up. */
  readonly content: { readonly SecretString: string } | { readonly GenerateSecretString: object };
  /** Whether it outlives its stack: CloudFormation deletes at once, without the days to think again. @default false */
  readonly retained?: boolean;
}

/** `{ "username", "password" }`, and what else is given: another password is made up whenever that changes. */
export const generated = (username: string, rest: object | false) => ({
  GenerateSecretString: {
    SecretStringTemplate: jsonencode({ username, ...rest }),
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

/** Actions of a service: `of('rds', 'AddTagsToResource')`. */
export const of = (service: string, ...actions: string[]): string[] => actions.map((action) => `${service}:${action}`);

export const ec2 = (...actions: string[]): string[] => of('ec2', ...actions);
export const iam = (...actions: string[]): string[] => of('iam', ...actions);

/** Keys that the calls of a service use on behalf of who makes them. */
export const useKeys = of(
  'kms',
  'CreateGrant',
  'DescribeKey',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
);
export const passRoles = iam('PassRole', 'GetRole');
export const serviceRoles = iam('CreateServiceLinkedRole');

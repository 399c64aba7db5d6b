/** The trust of a role in tokens of an issuer: whose, of which runs, and made for AWS. */
import { type IssuerKind, issuerName, subjectText, type Trust } from '../../../constructs/deploy-identity';
import type { Foundation } from '../foundation/foundation';

const STS = 'sts.amazonaws.com';

/** What tokens are made for: what each pipeline asks its issuer for unless it is told otherwise. */
export const AUDIENCES: Readonly<Record<IssuerKind, string>> = {
  // github.com/aws-actions/configure-aws-credentials, `audience`
  github: STS,
  gitlab: STS,
  // developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
  terraformCloud: 'aws.workload.identity',
};

/** An account has one provider for each issuer. */
export const providerArn = ({ partition, target }: Foundation, issuer: string): string =>
  `arn:${partition}:iam::${target.account}:oidc-provider/${issuerName(issuer)}`;

/** Whole subjects and beginnings apart: a star is no star where texts are compared as they are. */
export function trustStatements({ kind, issuer, subjects }: Trust, provider: string): object[] {
  const statement = (operator: string, of: readonly Trust['subjects'][number][]) => ({
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      // A condition has each operator once.
      ...(operator === 'StringEquals'
        ? { StringEquals: { ...audience(kind, issuer), [claim(issuer, 'sub')]: of.map(subjectText) } }
        : {
            StringEquals: audience(kind, issuer),
            [operator]: { [claim(issuer, 'sub')]: of.map(subjectText) },
          }),
    },
  });
  const whole = subjects.filter(({ isBeginning }) => !isBeginning);
  const beginnings = subjects.filter(({ isBeginning }) => isBeginning);
  return [
    ...(whole.length > 0 ? [statement('StringEquals', whole)] : []),
    ...(beginnings.length > 0 ? [statement('StringLike', beginnings)] : []),
  ];
}

const claim = (issuer: string, name: string): string => `${issuerName(issuer)}:${name}`;

const audience = (kind: IssuerKind, issuer: string) => ({ [claim(issuer, 'aud')]: AUDIENCES[kind] });

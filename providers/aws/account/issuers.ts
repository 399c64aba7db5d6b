/** Issuers whose tokens roles of the account may trust: of each, an account has one provider. */
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import type { Construct } from 'constructs';

import { type IssuerKind, issuerName, ISSUERS, issuerUrl } from '../../../constructs/deploy-identity/issuers';
import { Component } from '../../../core/cdktf/component';
import { kebab } from '../../../core/text';
import { AUDIENCES } from '../deploy-identity/trust';
import type { Foundation } from '../foundation/foundation';

/** A provider's URL is its name, so that one made for another word of the same URL is the same. */
const idOf = (url: string): string => kebab(issuerName(url).replace(/[^a-z0-9]+/g, '-'));

/** Tokens of every kind of pipeline where the URL does not tell which it is. */
function audiencesOf(url: string): string[] {
  const [kind] = Object.entries(ISSUERS).find(([, known]) => known === url) ?? [];
  return kind === undefined ? [...new Set(Object.values(AUDIENCES))] : [AUDIENCES[kind as IssuerKind]];
}

export class Issuers extends Component {
  constructor(scope: Construct, id: string, props: object, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    for (const url of foundation.target.issuers.map(issuerUrl))
      this.createAs('issuer', idOf(url), IamOpenidConnectProvider, { url, clientIdList: audiencesOf(url) });
  }
}

/** Where requests come in, at an address of each family: TLS, and the way there from HTTP. */
import type { CertificateManagerCertificateMap } from '@cdktf/provider-google/lib/certificate-manager-certificate-map';
import { ComputeGlobalAddress } from '@cdktf/provider-google/lib/compute-global-address';
import { ComputeGlobalForwardingRule } from '@cdktf/provider-google/lib/compute-global-forwarding-rule';
import { ComputeSslPolicy } from '@cdktf/provider-google/lib/compute-ssl-policy';
import { ComputeTargetHttpProxy } from '@cdktf/provider-google/lib/compute-target-http-proxy';
import { ComputeTargetHttpsProxy } from '@cdktf/provider-google/lib/compute-target-https-proxy';
import { ComputeUrlMap } from '@cdktf/provider-google/lib/compute-url-map';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { type Addresses, eachFamily, FAMILIES, type Family } from './addresses';

export interface EntranceProps {
  readonly urlMap: ComputeUrlMap;
  readonly certificateMap: CertificateManagerCertificateMap;
  /** Addresses that are there. @default - made here */
  readonly addresses?: Addresses;
}

export class Entrance extends Component<EntranceProps> {
  readonly addresses: Addresses;

  constructor(
    scope: Construct,
    id: string,
    props: EntranceProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.addresses = props.addresses ?? eachFamily((family) => this.createAddress(family));
    this.listen('https', 443, this.createHttpsProxy().id);
    this.listen('http', 80, this.createHttpProxy().id);
  }

  private createAddress({ family, ipVersion }: Family): ComputeGlobalAddress {
    return this.createAs('address', family, ComputeGlobalAddress, {
      name: this.nameByPath(names.address, family),
      ipVersion,
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  private createHttpsProxy(): ComputeTargetHttpsProxy {
    const policy = this.create('sslPolicy', ComputeSslPolicy, {
      name: this.nameByPath(names.sslPolicy),
      profile: 'MODERN',
      minTlsVersion: 'TLS_1_2',
      dependsOn: this.deps.foundation.dependsOn,
    });
    return this.create('httpsProxy', ComputeTargetHttpsProxy, {
      name: this.nameByPath(names.proxy, 'https'),
      urlMap: this.props.urlMap.id,
      certificateMap: `//certificatemanager.googleapis.com/${this.props.certificateMap.id}`,
      sslPolicy: policy.id,
    });
  }

  private createHttpProxy(): ComputeTargetHttpProxy {
    const redirect = this.create('redirect', ComputeUrlMap, {
      name: this.nameByPath(names.urlMap, 'redirect'),
      defaultUrlRedirect: { httpsRedirect: true, stripQuery: false, redirectResponseCode: 'MOVED_PERMANENTLY_DEFAULT' },
      dependsOn: this.deps.foundation.dependsOn,
    });
    return this.create('httpProxy', ComputeTargetHttpProxy, {
      name: this.nameByPath(names.proxy, 'http'),
      urlMap: redirect.id,
    });
  }

  private listen(scheme: 'http' | 'https', port: number, target: string): void {
    for (const { type, family } of FAMILIES) {
      this.createAs('forwardingRule', `${scheme}-${family}`, ComputeGlobalForwardingRule, {
        name: this.nameByPath(names.forwardingRule, scheme, family),
        loadBalancingScheme: 'EXTERNAL_MANAGED',
        ipAddress: this.addresses[type].id,
        portRange: `${port}`,
        target,
      });
    }
  }
}

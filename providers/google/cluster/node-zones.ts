/** NodeZones on Google: the zones that nodes spread over, chosen once and remembered. */
import { DataGoogleComputeZones } from '@cdktf/provider-google/lib/data-google-compute-zones';
import { Fn, ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { TerraformData } from '../../../core/cdktf/terraform-data';
import type { Foundation } from '../foundation/foundation';

interface NodeZonesProps {
  /** How many. */
  readonly count: number;
}

/** Zones for every machine: `us-central1-a`. Those of accelerators alone, `us-central1-ai1a`, are listed beside them. */
const GENERAL = '-[a-z]$';

export class NodeZones extends Component<NodeZonesProps> {
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, props: NodeZonesProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { region, zones } = foundation.target;
    this.names = zones ? zones.slice(0, props.count) : this.choose(region, foundation);
  }

  /**
   * Google lists more zones from time to time, and fewer while one is down. Nodes must not move for that, so the state keeps
   * the list as it was when the cluster was made.
   */
  private choose(region: string, foundation: Foundation): string[] {
    const { count } = this.props;
    const listed = this.createMain('zones', DataGoogleComputeZones, {
      region,
      status: 'UP',
      dependsOn: foundation.compute,
    });
    const address = addressOf(listed);
    const general = `[for zone in ${address}.names : zone if length(regexall("${GENERAL}", zone)) > 0]`;
    // Should Google name zones otherwise one day, all of them.
    const chosen = `coalescelist(${general}, ${address}.names)`;
    const remembered = this.create('remembered', TerraformData, {
      input: { names: Token.asList(ref(chosen, this.stack)) },
      // A map, because CDKTF takes nothing else.
      triggersReplace: { region },
      lifecycle: {
        ignoreChanges: ['input'],
        postcondition: [
          {
            condition: ref(`length(self.output.names) >= ${count}`, this.stack),
            errorMessage: `${region} offered fewer than ${count} zones when the cluster was created. Lower network.zones, or name the zones in targets.google.zones.`,
          },
        ],
      },
    });
    const names = Token.asList(remembered.output.lookup('names'));
    return Array.from({ length: count }, (_, index) => Fn.element(names, index) as string);
  }
}

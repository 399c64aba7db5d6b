/**
 * What an edge of AWS looks up, or what stands by, where nothing is applied: a stack in place of the infrastructure's makes it, under
 * the names that the infrastructure gives it. It is a template of CloudFormation, because the provider waits a minute for a load
 * balancer of its own.
 */
import type { StackJson } from '../../index';

interface Made {
  readonly Type: string;
  readonly Properties: object;
}

const NETWORK = 'Network';
const SUBNETS = ['First', 'Second'];
const ref = (Ref: string) => ({ Ref });

/** A network for the load balancer: as small as AWS lets it be, two subnets in different zones. */
const network = (region: string): Record<string, Made> => ({
  [NETWORK]: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  ...Object.fromEntries(
    SUBNETS.map((id, index): [string, Made] => [
      id,
      {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: ref(NETWORK),
          CidrBlock: `10.0.${index}.0/24`,
          AvailabilityZone: `${region}${'ab'.charAt(index)}`,
        },
      },
    ]),
  ),
});

/** By the type of the infrastructure's resource, which is the lookup's too. */
const MADE: Readonly<Record<string, (block: Readonly<Record<string, unknown>>) => Made>> = {
  aws_lb: ({ name: Name }) => ({
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Name, Subnets: SUBNETS.map(ref) },
  }),
  aws_lb_target_group: ({ name: Name, port: Port, protocol: Protocol, target_type: TargetType }) => ({
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Name, Port, Protocol, TargetType, VpcId: ref(NETWORK) },
  }),
  aws_route53_zone: ({ name: Name }) => ({ Type: 'AWS::Route53::HostedZone', Properties: { Name } }),
};

/** The stack in place of an infrastructure's. */
export function inPlaceOf(infrastructure: StackJson, id: string): StackJson {
  const { resource = {}, terraform, provider } = infrastructure;
  const { aws } = (terraform as { required_providers: Record<string, unknown> }).required_providers;
  const { region } = (provider as { aws: readonly [{ region: string }] }).aws[0];
  const looked = Object.entries(MADE).flatMap(([type, made]) =>
    Object.entries(resource[type] ?? {}).map(([, block]) => made(block)),
  );
  const template = {
    Resources: { ...network(region), ...Object.fromEntries(looked.map((one, index) => [`Found${index}`, one])) },
  };
  return {
    terraform: { required_providers: { aws }, backend: { local: { path: id } } },
    provider: { aws: [{ region }] },
    resource: { aws_cloudformation_stack: { found: { name: id, template_body: JSON.stringify(template) } } },
  };
}

/** A stack that reads the state of the other, so that this one is applied before. */
export const after = (stack: StackJson, id: string): StackJson => ({
  ...stack,
  data: { ...stack.data, terraform_remote_state: { [id]: { backend: 'local', config: { path: id } } } },
});

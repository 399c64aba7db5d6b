/** Edges of AWS that are planned where nothing is applied: what they look up is made before, under the infrastructure's names. */
import { patch } from '../../core/patch';
import { after, inPlaceOf } from '../../scripts/edges/lookups';
import { on } from '../helpers/environments';
import { servedWith } from '../helpers/served';
import { type Attributes, synth } from '../helpers/synth';

const stacks = synth(
  on(
    'aws',
    servedWith(['api.shop.example.com'], {
      loadBalancer: {},
      objectStores: { files: { public: true } },
      cdns: { site: { hosts: ['shop.example.com'], origin: { bucket: 'files' } } },
    }),
  ),
);
const id = 'acme-test-aws';
const edge = stacks[`${id}-edge`]!.json;

/** Types of the template, by those of lookups. Every account has the others. */
const TYPES = {
  aws_lb: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  aws_lb_target_group: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  aws_route53_zone: 'AWS::Route53::HostedZone',
};
const HAD = ['aws_partition'];

const templateOf = (infrastructure: Attributes): Attributes =>
  JSON.parse((inPlaceOf(infrastructure, id) as Attributes).resource.aws_cloudformation_stack.found.template_body);

const madeIn = (infrastructure: Attributes): string[] =>
  Object.values<Attributes>(templateOf(infrastructure).Resources).map((one) => `${one.Type} ${one.Properties.Name}`);

describe('what an edge looks up', () => {
  const lookups = Object.entries<Attributes>(edge.data).filter(([type]) => !HAD.includes(type));

  it('is made in place of the infrastructure', () => {
    expect(lookups.map(([type]) => type).sort()).toEqual(Object.keys(TYPES));
    expect(edge.resource).toHaveProperty('aws_cloudfront_distribution');
    const looked = lookups.flatMap(([type, byId]) =>
      Object.values<Attributes>(byId).map(({ name }) => `${TYPES[type as keyof typeof TYPES]} ${name}`),
    );
    expect(madeIn(stacks[id]!.json)).toEqual(expect.arrayContaining(looked));
  });

  it('has the names of the infrastructure', () => {
    const renamed = patch(stacks[id]!.json, {
      resource: { aws_lb: { load_balancer: { name: 'another' } } },
    }) as Attributes;
    expect(madeIn(renamed)).toContain('AWS::ElasticLoadBalancingV2::LoadBalancer another');
  });

  it('is there before, because the edge reads the state of what makes it', () => {
    const state = inPlaceOf(stacks[id]!.json, id) as Attributes;
    const read = after(edge, id) as Attributes;
    expect(read.data.terraform_remote_state[id].config).toEqual(state.terraform.backend.local);
    expect(read.data.aws_lb).toBe(edge.data.aws_lb);
    expect(read.resource).toBe(edge.resource);
  });
});

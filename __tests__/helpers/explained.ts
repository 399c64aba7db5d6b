/** Explains stacks of the environments for tests. */
import { explain } from '../../app/explain/explain';
import type { Explained, ExplainedConstruct } from '../../app/explain/explained';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { providers } from '../../providers';
import type { CloudName } from './environments';

export const explained = (input: EnvironmentInput, stack: string, construct?: string): Explained =>
  explain({ environments: [input], ...providers, stack, ...(construct !== undefined && { construct }) });

/** One construct of the infrastructure stack on a cloud. */
export function constructOn(cloud: CloudName, input: EnvironmentInput, path: string): ExplainedConstruct {
  const { constructs } = explained(input, `${input.system}-${input.environment}-${cloud}`, path);
  return constructs[0]!;
}

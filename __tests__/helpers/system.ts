/** Tests that hold for every system in environments/. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { refusals } from './json-schema';
import { type Stack, synth, warningsOf } from './synth';

/**
 * Tests that a system's environments need no warnings, fit the JSON schema, and keep their addresses and names.
 * @returns their stacks by name, for tests of the system's own
 */
export function keepsStill(environments: readonly EnvironmentInput[]): Record<string, Stack> {
  const stacks = synth(...environments);

  it('reports no warnings: the files contain the differences that clouds require', () => {
    expect(warningsOf(...environments)).toEqual([]);
  });

  it('is what the JSON schema accepts', () => {
    expect(environments.flatMap(refusals)).toEqual([]);
  });

  describe.each(Object.values(stacks))('$id', (stack) => {
    it('keeps its addresses', () => {
      expect(stack.addresses()).toMatchSnapshot();
    });

    it('keeps its names', () => {
      expect(stack.names()).toMatchSnapshot();
    });
  });
  return stacks;
}

/** Dzinza's environments on every cloud: no warnings, and stable addresses and names. */
import { refusals } from '../../../__tests__/helpers/json-schema';
import { synth, warningsOf } from '../../../__tests__/helpers/synth';
import * as dzinza from '..';

const environments = Object.values(dzinza);
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

import { invariant, present } from '../../core/invariant';

it('says what is missing although rules have asked for it', () => {
  expect(() => present(undefined, 'listener of kafkaClusters.events')).toThrow(
    'listener of kafkaClusters.events is missing, although the rules have passed',
  );
  expect(() => invariant(false, 'the key has no version')).toThrow(
    'the key has no version, although the rules have passed',
  );
});

it.each([0, '', false])('lets %p through', (value) => {
  expect(present(value, 'value')).toBe(value);
});

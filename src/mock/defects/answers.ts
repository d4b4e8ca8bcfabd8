import { isJsonObject, type JsonObject, parseJson } from '../../units/json.ts';
import type { Answer } from '../answer.ts';
import type { Setting } from '../setting.ts';
import type { Trouble } from '../trouble.ts';
import type { Defect } from './defect.ts';

/** The change of a defect that answers one kind of trouble in another way. */
export function answerOf<Reason extends Trouble['reason']>(
  reason: Reason,
  change: (
    answer: Answer,
    trouble: Extract<Trouble, { readonly reason: Reason }>,
    setting: Setting,
  ) => Partial<Answer>,
): Defect['change'] {
  return (next, setting) => ({
    trouble: (trouble) => {
      const answer = next.trouble(trouble);
      if (!isAbout(trouble, reason)) return answer;
      return { ...answer, ...change(answer, trouble, setting) };
    },
  });
}

/** The change of a defect that changes every refusal which has a JSON body. */
export function everyRefusal(
  change: (detail: string, setting: Setting) => Partial<Answer>,
): Defect['change'] {
  return (next, setting) => ({
    trouble: (trouble) => {
      const answer = next.trouble(trouble);
      const body = bodyOf(answer);
      if (body === undefined) return answer;
      const { error, errorDescription } = setting.contract.gateway.names;
      const detail = body[errorDescription] ?? body[error];
      return { ...answer, ...change(typeof detail === 'string' ? detail : '', setting) };
    },
  });
}

function isAbout<Reason extends Trouble['reason']>(
  trouble: Trouble,
  reason: Reason,
): trouble is Extract<Trouble, { readonly reason: Reason }> {
  return trouble.reason === reason;
}

function bodyOf({ body }: Answer): JsonObject | undefined {
  const value = typeof body === 'string' ? parseJson(body) : undefined;
  return isJsonObject(value) ? value : undefined;
}

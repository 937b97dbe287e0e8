import type { Board, BoardPorts } from './board.ts'
import { enterpriseBoard } from './enterprise.tsx'
import { evidenceBoard } from './evidence.tsx'
import { forecastBoard } from './forecast.tsx'
import { funnelBoard } from './funnel.tsx'
import { fieldsBoard, originBoard } from './groups.tsx'
import { meetingsBoard } from './meetings.tsx'
import { oversightBoard } from './oversight.tsx'
import { timeBoard } from './time.tsx'

export type { Board, BoardPorts, Sheet, Shown } from './board.ts'

/** All of them in their order. */
export const boardsOf = (ports: BoardPorts): readonly Board[] => [
  funnelBoard,
  originBoard,
  fieldsBoard,
  timeBoard,
  meetingsBoard,
  evidenceBoard,
  forecastBoard,
  oversightBoard,
  enterpriseBoard(ports),
]

import { sinkContract } from '../contract/sinkContract.ts'
import { subjects } from './subjects.ts'

for (const subject of subjects) sinkContract(subject)

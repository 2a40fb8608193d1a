export const listCases = () => ''
export const runCases = async () => 0

using CostGuard.Cli;

return await CommandTree.RunAsync(args, Surroundings.OfProcess()).ConfigureAwait(false);

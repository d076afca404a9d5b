using System.Globalization;
using CostGuard.Clouds;

// Clouds FILE [--port 4570] [--throttle 0.1] [--page 1000] [--empty-every 3] [--decimals 10] [--today 2025-07-15] [--estimated-from 2025-07-01]
//             [--slow-ms 100] [--external-id ID] [--usage FOLDER] [--then FILE --then-after-s 60]
if (args.Length == 0)
{
    Console.Error.WriteLine("Names a FOCUS file (.csv or .parquet) to answer from; README.md has the switches.");
    return 2;
}

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
DateOnly? Day(string name) => Option(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await using CloudHost clouds = await CloudHost.StartAsync(Number("--port", 4570), stop.Token);
clouds.Switches.ThrottledShare = Option("--throttle") is { } share ? double.Parse(share, CultureInfo.InvariantCulture) : 0;
clouds.Switches.PageSize = Number("--page", 1_000);
clouds.Switches.EmptyPageEvery = Number("--empty-every", 0);
clouds.Switches.Decimals = Number("--decimals", 10);
clouds.Switches.Slowness = TimeSpan.FromMilliseconds(Number("--slow-ms", 0));
clouds.Switches.Today = Day("--today") ?? clouds.Switches.Today;
clouds.Switches.EstimatedFrom = Day("--estimated-from");
clouds.Switches.ExternalId = Option("--external-id");
if (Option("--usage") is { } usage) await clouds.ServeUsageAsync(usage, stop.Token);
await clouds.ServeAsync(args[0], stop.Token);
Console.WriteLine($"Clouds answer at {clouds.Address} from {Path.GetFileName(args[0])}; Ctrl+C ends them.");
try
{
    if (Option("--then") is { } next)
    {
        await Task.Delay(TimeSpan.FromSeconds(Number("--then-after-s", 60)), stop.Token);
        await clouds.ServeAsync(next, stop.Token);
        Console.WriteLine($"Restated: {Path.GetFileName(next)}.");
    }

    await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
}
catch (OperationCanceledException)
{
    foreach (IGrouping<string, CostGuard.Clouds.Faults.Call> operation in clouds.Calls.All.GroupBy(call => call.Operation))
        Console.WriteLine($"{operation.Key}: {operation.Count()} calls, {operation.Count(call => call.Status == 200)} answered");
}

return 0;

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Integration.Close;

/// <summary>
/// kill -9 while a month is closed and published: the same command brings it to its end. One version, one workbook with the hash of the audit log and the
/// bytes of an undisturbed run, one mail each, each event under one id, nothing half done.
/// </summary>
public sealed class KilledCloseTests : IDisposable
{
    private const int CommandsMax = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-close-").FullName;
    private readonly CountingSmtpServer _mail = new();
    private readonly HookReceiver _hook = new();

    public void Dispose()
    {
        _mail.Dispose();
        _hook.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public Task Close_KilledThreeTimes_IsBroughtToItsEnd() => KillAsync(kills: 3, seed: 20_261_129);

    // By hand: minutes of a small machine, and the whole of the tests has fifteen.
    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    public Task Close_KilledThirtyTimes_IsBroughtToItsEnd(int seed) => KillAsync(kills: 30, seed);

    private async Task KillAsync(int kills, int seed)
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        string made = Path.Combine(_folder, "home");
        ClosingHome.Make(made, _mail.Port, _hook.Address);
        // That the month was reconciled was told before; here it is closed.
        _hook.Told.Clear();

        string undisturbed = Path.Combine(_folder, "undisturbed");
        ClosingHome.Copy(made, undisturbed);
        long begun = Stopwatch.GetTimestamp();
        CostGuardProgram.Ok(undisturbed, ClosingHome.Close);
        TimeSpan whole = Stopwatch.GetElapsedTime(begun);
        await AssertDoneAsync(undisturbed, "undisturbed");

        var random = new Random(seed);
        int left = kills, unsure = 0;
        var states = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int trial = 0; left > 0; trial++)
        {
            string home = Path.Combine(_folder, $"trial-{trial}");
            ClosingHome.Copy(made, home);
            string about = $"seed {seed}, trial {trial}";
            // The first run is killed, and so may the one be that is to bring it to its end.
            for (int i = 0; i < 2 && left > 0; i++)
            {
                double part = random.NextDouble();
                about += FormattableString.Invariant($", killed at {part:P1} of {whole.TotalSeconds:F1} s");
                if (!await KillAsync(home, whole * part)) break;
                left--;
                string reached = await ReachedAsync(home);
                states[reached] = states.GetValueOrDefault(reached) + 1;
            }

            unsure += await FinishAsync(home, about);
            await AssertDoneAsync(home, about);
            Directory.Delete(home, recursive: true);
        }

        TestContext.Current.SendDiagnosticMessage(
            "{0} kills, seed {1}, of runs of {2:F1} s: {3}; {4} mails whose delivery was unknown", kills, seed, whole.TotalSeconds, string.Join(", ", states.Select(state => $"{state.Value} {state.Key}")), unsure);
    }

    private static async Task<bool> KillAsync(string home, TimeSpan after)
    {
        using Process process = CostGuardProgram.Start(home, ClosingHome.Close);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        if (process.HasExited) return false;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return true;
    }

    /// <summary>The same command until it says that the month is closed already. Mails that nobody knows about are looked after as a person would: asked for at the server, and sent again when they are not there.</summary>
    private async Task<int> FinishAsync(string home, string about)
    {
        int unsure = 0;
        for (int commands = 0; commands < CommandsMax; commands++)
        {
            (int code, string output, string error) = CostGuardProgram.Run(home, ClosingHome.Close);
            if (code == 9 && error.Contains("is closed already", StringComparison.Ordinal)) return unsure;
            Assert.True(code == 0, $"{about}: the close ended with {code}: {error}{output}");
            foreach (OutboxMessage mail in (await State(home, state => new Outbox(state).ListAsync(100, Stop))).Where(mail => mail.State == DeliveryState.Uncertain))
            {
                if (_mail.Accepted.Any(accepted => accepted.MessageId == mail.MessageId)) continue;
                unsure++;
                CostGuardProgram.Ok(home, "mail", "send", "--again", mail.Key);
            }
        }

        Assert.Fail($"{about}: the close does not come to its end.");
        return unsure;
    }

    /// <summary>Everything that must hold, whatever was killed.</summary>
    private async Task AssertDoneAsync(string home, string about)
    {
        AuditEntry[] audit = await AuditAsync(home);
        Assert.StartsWith("CLOSED v1", Assert.Single(audit, entry => entry.Action == "period close").After, StringComparison.Ordinal);
        Closing closing = Assert.Single((await State(home, state => new CloseStore(state).ReadAsync(Stop))).Closings);
        Assert.Equal((ClosingState.Closed, 1), (closing.State, closing.Version));
        Assert.Equal("2025-02-web-1", Assert.Single(await State(home, state => new StatementStore(state).ListAsync(null, Stop))).Number);

        // One review, opened by the close on the snapshot that it pinned.
        Assert.Equal(closing.Snapshot, Assert.Single(await State(home, state => new ReviewStore(state).ListAsync(Stop))).Snapshot);

        // Workbook, journal and pack, each once in the log, with the hash of the file that is there.
        string[] noted = [.. audit.Where(entry => entry.Action == "period report").Select(entry => entry.After!).Order(StringComparer.Ordinal)];
        string[] files = [.. Directory.GetFiles(ClosingHome.Reports(home)).Select(file => $"{Path.GetFileName(file)}, sha256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}").Order(StringComparer.Ordinal)];
        Assert.True(noted.SequenceEqual(files), $"{about}: the log has {string.Join("; ", noted)}, the folder {string.Join("; ", files)}");
        Assert.Equal(3, files.Length);
        Assert.Single(audit, entry => entry.Action == "period publish");
        AssertTold(about);

        string[] half = [.. Directory.EnumerateFileSystemEntries(home, "*", SearchOption.AllDirectories).Where(IsHalf)];
        Assert.True(half.Length == 0, $"{about}: left behind {string.Join(", ", half)}");
        AssertSameAgain(home, about);
    }

    private void AssertTold(string about)
    {
        (string MessageId, string To)[] mails = [.. _mail.Accepted];
        (string Id, string Body)[] told = [.. _hook.Told];
        _mail.Accepted.Clear();
        _hook.Told.Clear();
        Assert.True(mails.Length == 2 && ClosingHome.Readers.All(reader => mails.Count(mail => mail.To == reader) == 1), $"{about}: mails {string.Join(", ", mails)}");
        foreach (var message in told.GroupBy(each => each.Id)) Assert.True(message.Select(each => each.Body).Distinct().Count() == 1, $"{about}: {message.Key} has several bodies");
        string[] types = [.. told.DistinctBy(each => each.Id).Select(each => JsonDocument.Parse(each.Body).RootElement.GetProperty("type").GetString()!).Order(StringComparer.Ordinal)];
        Assert.Equal(["period.closed", "report.published", "report.published", "report.published"], types);
    }

    private static bool IsHalf(string path) =>
        path.Contains(".tmp", StringComparison.Ordinal) || path.EndsWith(".part", StringComparison.Ordinal) || path.EndsWith(".spill", StringComparison.Ordinal);

    // An undisturbed run makes the very same workbook.
    private static void AssertSameAgain(string home, string about)
    {
        string workbook = Assert.Single(Directory.GetFiles(home, "*-FINAL.xlsx", SearchOption.AllDirectories));
        byte[] bytes = File.ReadAllBytes(workbook);
        File.Delete(workbook);
        CostGuardProgram.Ok(home, "report", "run", "--period", ClosingHome.Month);
        Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(workbook)), $"{about}: an undisturbed run makes another workbook");
    }

    private static async Task<string> ReachedAsync(string home)
    {
        string[] actions = [.. (await AuditAsync(home)).Select(entry => entry.Action)];
        return actions.Contains("period publish") ? "while sending" : actions.Contains("period report") ? "while publishing" : actions.Contains("period close") ? "while writing files" : "before the close";
    }

    private static async Task<AuditEntry[]> AuditAsync(string home) => [.. await State(home, state => new CloseStore(state).AuditAsync(ClosingHome.Month, 100, Stop))];

    // Read here and not by a command each: starting the program is what takes the time.
    private static async Task<T> State<T>(string home, Func<StateDbFactory, Task<T>> read)
    {
        using var state = new StateDbFactory(new HomeFolder(home));
        return await read(state);
    }
}

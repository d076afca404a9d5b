using System.Runtime.CompilerServices;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>A folder: is it there, does it hold files that the pattern takes, can the newest be read.</summary>
internal sealed class FolderDoctor(HomeFolder home, TimeProvider clock) : IConnectionDoctor
{
    public string Key => "folder";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult listed, SourceFile[] files) = await ListAsync(connection, cancellationToken);
        yield return listed;
        FileInfo? newest = files.Select(file => new FileInfo(file.Path)).MaxBy(file => file.LastWriteTimeUtc);
        if (newest is null)
        {
            yield return new CheckResult("read", CheckState.Skipped, "skipped");
            yield break;
        }

        yield return Read(newest);
        TimeSpan age = clock.GetUtcNow() - newest.LastWriteTimeUtc;
        yield return new CheckResult("age", age <= TimeSpan.FromDays(2) ? CheckState.Ok : CheckState.Warning, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"newest file {newest.Name}, {Math.Floor(age.TotalHours):0} h old"));
    }

    private async Task<(CheckResult Result, SourceFile[] Files)> ListAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            var request = new CollectRequest { Connection = connection, AsOf = clock.GetUtcNow(), Periods = [], Current = [], Staging = "", Calls = null! };
            var files = new List<SourceFile>();
            await foreach (CollectUnit unit in new FolderSource(home).CollectAsync(request, cancellationToken)) files.AddRange(unit.Files);
            return (new CheckResult("list", CheckState.Ok, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{files.Count} billing files")), [.. files]);
        }
        catch (CostGuardException refusal)
        {
            ErrorInfo? info = ErrorCatalog.Find(refusal.Problem.Code);
            return (new CheckResult("list", CheckState.Failed, refusal.Problem.Message) { Cause = info?.Why, Fix = info?.Fix, Code = refusal.Problem.Code }, []);
        }
    }

    private static CheckResult Read(FileInfo file)
    {
        try
        {
            using FileStream stream = file.OpenRead();
            return stream.ReadByte() >= 0
                ? new CheckResult("read", CheckState.Ok, $"first bytes of {file.Name}")
                : new CheckResult("read", CheckState.Failed, $"{file.Name} is empty") { Cause = "what writes the file has not finished, or failed", Code = CollectErrors.NoFiles.Code };
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            return new CheckResult("read", CheckState.Failed, denied.Message) { Cause = "this user may not read the file", Fix = "change its rights or its owner", Code = CollectErrors.Unreadable.Code };
        }
    }
}

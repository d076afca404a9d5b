using System.Runtime.CompilerServices;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>A folder: is it there, does it hold files that the pattern takes, can the newest be read, has it the columns of charges.</summary>
internal sealed class FolderDoctor(HomeFolder home, TimeProvider clock, ExportSample sample) : IConnectionDoctor
{
    public string Key => "folder";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult listed, SourceFile[] files) = await ListAsync(connection, cancellationToken);
        yield return listed;
        FileInfo? newest = files.Select(file => new FileInfo(file.Path)).MaxBy(file => file.LastWriteTimeUtc);
        if (newest is null)
        {
            foreach (string link in (string[])["read", "columns", "age"]) yield return new CheckResult(link, CheckState.Skipped, "skipped");
            yield break;
        }

        CheckResult read = Read(newest);
        yield return read;
        yield return read.State == CheckState.Failed ? new CheckResult("columns", CheckState.Skipped, "skipped") : await ColumnsAsync(connection, newest, cancellationToken);
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
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            return (new CheckResult("list", CheckState.Failed, denied.Message) { Cause = "this user may not read all of the folder: a part of it would be a part of the cost", Fix = "change the rights or the owner of what is named", Code = CollectErrors.Unreadable.Code }, []);
        }
    }

    private async Task<CheckResult> ColumnsAsync(Connection connection, FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            SeenColumns? seen = await sample.LookAsync((_, _) => Task.FromResult<Stream>(file.OpenRead()), new ExportObject(file.Name, file.Length, file.LastWriteTimeUtc), connection, cancellationToken);
            return seen is null
                ? new CheckResult("columns", CheckState.Skipped, $"{file.Name} is too large for a look; 'collect' checks it")
                : new CheckResult("columns", CheckState.Ok, $"{seen.Format}{(seen.Version is { } version ? $", FOCUS {version}" : "")}");
        }
        catch (CostGuardException refusal)
        {
            return new CheckResult("columns", CheckState.Failed, refusal.Problem.Message)
            {
                Cause = "the file has not the columns that charges need, or is something else than a billing file",
                Fix = "name what is missing in 'assume', or narrow 'pattern' to billing files",
                Code = refusal.Problem.Code,
            };
        }
        catch (InvalidDataException damaged)
        {
            return new CheckResult("columns", CheckState.Failed, $"{file.Name}: {damaged.Message}") { Cause = "the file is damaged", Fix = "fetch it again", Code = CollectErrors.Unreadable.Code };
        }
    }

    private static CheckResult Read(FileInfo file)
    {
        try
        {
            using FileStream stream = file.OpenRead();
            return stream.ReadByte() >= 0
                ? new CheckResult("read", CheckState.Ok, $"first bytes of {file.Name}")
                : new CheckResult("read", CheckState.Failed, $"{file.Name} is empty") { Cause = "what writes the file has not finished, or failed", Fix = "wait for it, then run this again", Code = CollectErrors.NoFiles.Code };
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            return new CheckResult("read", CheckState.Failed, denied.Message) { Cause = "this user may not read the file", Fix = "change its rights or its owner", Code = CollectErrors.Unreadable.Code };
        }
    }
}

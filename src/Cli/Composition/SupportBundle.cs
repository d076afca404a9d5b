using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CostGuard.Cli.Commands;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Composition;

/// <summary>What a person may send away to get help: versions, configuration, last runs and problems, with no secret and no amount of a load in it.</summary>
public sealed class SupportBundle
{
    private const int RunsMax = 50, LoadsMax = 200, FileBytesMax = 1 << 20;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly string[] Folders = ["connections", "teams", "allocation", "budgets", "drivers", "schedules", "notifications", "webhooks", "reports"];
    private static readonly string[] Endings = [".yaml", ".yml", ".csv", ".json"];

    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>Names of the entries with their sizes.</summary>
    public IEnumerable<(string Name, int Bytes)> Contents => _entries.Select(entry => (entry.Key, Encoding.UTF8.GetByteCount(entry.Value)));

    /// <summary>Gathers everything; what cannot be had is said in its place.</summary>
    public static async Task<SupportBundle> GatherAsync(Session session, ReportTable examined, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var bundle = new SupportBundle();
        bundle.Add("versions.json", JsonSerializer.Serialize(Versions(session), Readable));
        foreach (string file in ConfigurationFiles(session)) bundle.Add("config/" + file, await File.ReadAllTextAsync(session.Home.Combine(file.Split('/')), cancellationToken).ConfigureAwait(false));
        ProcessSettings settings = ProcessSettings.Read(session.Home, session.Surroundings.Variables);
        bundle.Add("settings.txt", string.Concat(settings.Origins.Select(setting => $"{setting.Key} = {setting.Value}   ({setting.Origin})\n")));
        bundle.Add("problems.txt", ProblemRenderers.Text([.. ConfigurationReader.Read(session.Home).Problems, .. settings.Problems], bundle._entries.Count));
        using (var doctor = new MemoryStream())
        {
            await session.RoomsOf<IReportFormat>().First(format => format.Key == "json").WriteAsync(examined, doctor, cancellationToken).ConfigureAwait(false);
            bundle.Add("doctor.json", Encoding.UTF8.GetString(doctor.ToArray()));
        }

        bundle.Add("runs.json", await TriedAsync(async () => (await session.Room<IRunHistory>().ListAsync(null, RunsMax, cancellationToken).ConfigureAwait(false))
            .Select(run => new { run.Name, run.DueAt, run.StartedAt, run.EndedAt, State = run.State.ToString(), run.Late, run.Attempt, run.Detail })).ConfigureAwait(false));
        bundle.Add("loads.json", await TriedAsync(async () => (await session.Room<ILedger>().LoadsAsync(true, cancellationToken).ConfigureAwait(false)).TakeLast(LoadsMax)
            .Select(load => new { Id = load.Id.Value, Source = load.Source.Value, Period = load.Period.ToString(), load.SealedAt, load.FocusVersion, load.RowsRead, load.RowsRejected, load.DataThrough, Ties = load.Totals.All(total => total.Ties), Problems = load.Problems.Take(20).Select(problem => problem.ToString()) })).ConfigureAwait(false));
        bundle.Clean(Redaction.Of(bundle._entries.Values, session.Surroundings.Variables, session.Home));
        return bundle;
    }

    /// <summary>Writes the ZIP file; a half-written one never has its name.</summary>
    public void Write(string path, DateTimeOffset now)
    {
        string half = path + ".part";
        using (FileStream file = File.Create(half))
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach ((string name, string text) in _entries)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = now;
                using Stream stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        File.Move(half, path, overwrite: true);
    }

    private void Add(string name, string text) => _entries[name] = text;

    private void Clean(Redaction redaction)
    {
        foreach ((string name, string text) in _entries.ToArray()) _entries[name] = redaction.Clean(text);
    }

    private static async Task<string> TriedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return JsonSerializer.Serialize(await read().ConfigureAwait(false), Readable);
        }
        catch (Exception failure) when (failure is CostGuardException or IOException or InvalidOperationException or System.Data.Common.DbException)
        {
            return JsonSerializer.Serialize(new { Error = failure.Message }, Readable);
        }
    }

    private static object Versions(Session session) => new
    {
        CostGuard = VersionCommand.Number,
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Culture = CultureInfo.CurrentCulture.Name,
        TimeZone = TimeZoneInfo.Local.Id,
        Processors = System.Environment.ProcessorCount,
        At = session.Surroundings.Clock.GetUtcNow(),
    };

    private static IEnumerable<string> ConfigurationFiles(Session session)
    {
        IEnumerable<string> own = Directory.EnumerateFiles(session.Home.Path).Select(file => Path.GetFileName(file))
            .Where(name => name == "costguard.yaml" || (name.StartsWith("appsettings", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)));
        IEnumerable<string> below = Folders.Where(folder => Directory.Exists(session.Home.Combine(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(session.Home.Combine(folder), "*", SearchOption.AllDirectories))
            .Where(file => Endings.Contains(Path.GetExtension(file)) && new FileInfo(file).Length <= FileBytesMax)
            .Select(file => Path.GetRelativePath(session.Home.Path, file).Replace('\\', '/'));
        return own.Concat(below).Order(StringComparer.Ordinal);
    }
}

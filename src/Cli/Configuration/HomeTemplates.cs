using System.Reflection;
using System.Text.Json.Nodes;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration;

/// <summary>What <c>costguard init</c> was told about the company.</summary>
public sealed record InitAnswers(string Company, Currency Currency, string TimeZone = "UTC", int FiscalYearStartMonth = 1);

/// <summary>One file of a new home.</summary>
/// <param name="Path">Relative to the home, with slashes.</param>
/// <param name="Text">What it holds.</param>
public sealed record TemplateFile(string Path, string Text);

/// <summary>The files of a new home: company, settings, schedules, schemas, and an example in each folder that does nothing until it is renamed.</summary>
public static class HomeTemplates
{
    private const string ResourcePrefix = "home/";

    /// <summary>All files, in the order of their paths.</summary>
    public static IReadOnlyList<TemplateFile> Files(InitAnswers answers) =>
    [
        .. new[]
        {
            new TemplateFile("costguard.yaml", Company(answers)),
            new TemplateFile("appsettings.json", Settings),
            new TemplateFile(".vscode/settings.json", Editor()),
            new TemplateFile(".gitignore", "data/\nappsettings.*.json\n"),
            new TemplateFile("budgets/2026.csv.example", "team,currency,2026-10,2026-11,2026-12\npayments,USD,46000,48000,50000\ndata,USD,35000,36000,36000\n"),
            new TemplateFile("allocation/metrics/vcpu-hours.csv.example", "month,team,quantity\n2026-11,payments,2400\n2026-11,data,900\n"),
            new TemplateFile("drivers/2026.csv.example", "month,team,driver,quantity,unit\n2026-10,payments,orders,171000,orders\n2026-11,payments,orders,184500,orders\n2026-11,data,queries,3721500,queries\n"),
        }
        .Concat(ObjectKinds.All.Where(kind => kind.Folder.Length > 0 && kind != ScheduleKind.Kind && kind != ReportKind.Kind).Select(Example))
        .Concat(ConfigurationSchemas.Kinds.Select(kind => new TemplateFile($".costguard/schemas/{kind}.json", ConfigurationSchemas.Schema(kind)!)))
        .Concat(Embedded())
        .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>Writes what is not there yet; never changes a file that exists, except the schemas, which belong to the version. Returns the paths written.</summary>
    public static IReadOnlyList<string> Write(HomeFolder home, InitAnswers answers)
    {
        var written = new List<string>();
        foreach (TemplateFile file in Files(answers))
        {
            string path = home.Combine(file.Path.Split('/'));
            bool ours = file.Path.StartsWith(".costguard/schemas/", StringComparison.Ordinal);
            if (File.Exists(path) && (!ours || File.ReadAllText(path) == file.Text)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
            written.Add(file.Path);
        }

        return written;
    }

    private static string Company(InitAnswers answers) => $"""
        # yaml-language-server: $schema=.costguard/schemas/company.json
        apiVersion: costguard/v1
        kind: Company
        metadata:
          name: company
        spec:
          company: {JsonValue.Create(answers.Company).ToJsonString()}
          currency: {answers.Currency}
          timeZone: {answers.TimeZone}
          fiscalYearStartMonth: {Invariant.Text(answers.FiscalYearStartMonth)}
          metric: effective            # effective | billed | list | contracted

        """;

    // DryRun: a new home mails nobody until somebody wants it to.
    private const string Settings = """
        {
          "$schema": ".costguard/schemas/appsettings.json",
          "CostGuard": {
            "PublicUrl": "",
            "Mail": { "Host": "", "DryRun": true, "AllowedDomains": [] }
          },
          "Logging": { "LogLevel": { "Default": "Information" } }
        }

        """;

    private static TemplateFile Example(ObjectKind kind)
    {
        string name = kind.Example.Split('\n').First(line => line.Contains("name:", StringComparison.Ordinal)).Split("name:")[1].Trim(' ', '}');
        string head = $"# yaml-language-server: $schema={string.Concat(kind.Folder.Split('/').Select(_ => "../"))}.costguard/schemas/{kind.Key}.json\n"
            + $"# An example. It is not read until it is renamed to {name}.yaml.\n";
        return new TemplateFile($"{kind.Folder}/{name}.yaml.example", head + kind.Example);
    }

    private static string Editor()
    {
        var schemas = new JsonObject();
        foreach (ObjectKind kind in ObjectKinds.All)
            schemas[$"./.costguard/schemas/{kind.Key}.json"] = kind.Folder.Length == 0 ? ConfigurationFiles.CompanyFile : kind == JournalKind.Kind ? $"{kind.Folder}/{JournalKind.FileName}.yaml" : $"{kind.Folder}/*.yaml";
        return new JsonObject { ["yaml.schemas"] = schemas }.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static IEnumerable<TemplateFile> Embedded()
    {
        Assembly assembly = typeof(HomeTemplates).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new TemplateFile(name[ResourcePrefix.Length..].Replace('\\', '/'), reader.ReadToEnd());
        }
    }
}

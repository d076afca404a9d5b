using System.Text;
using CostGuard.Cli;
using Microsoft.Extensions.Time.Testing;

namespace CostGuard.Unit.Cli.Commands;

/// <summary>A home of its own in which commands run in this process, with variables and a clock of the test.</summary>
internal sealed class CommandHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-command-");

    public CommandHome() => Write("costguard.yaml", "apiVersion: costguard/v1\nkind: Company\nmetadata: { name: acme }\nspec:\n  company: Acme\n  currency: USD\n  timeZone: Europe/Berlin\n");

    public string Path => _folder.FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        string path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var bytes = new MemoryStream();
        using var error = new StringWriter();
        await using var text = new StreamWriter(bytes, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        int code = await CommandTree.RunAsync(["--home", Path, .. arguments], new Surroundings
        {
            Out = text,
            Error = error,
            OutStream = () => bytes,
            In = TextReader.Null,
            Clock = Clock,
            Variables = Variables,
            WorkingFolder = Path,
            IsTerminal = false,
            IsErrorTerminal = false,
            Width = 500,
        });
        return (code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

using System.Text;
using System.Text.Json;
using CostGuard.Cli;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Golden;

/// <summary>What a command printed and returned.</summary>
internal sealed record Answer(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>The product on a home of its own, commands run as a user would type them.</summary>
internal sealed class Product : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-golden-").FullName;

    public string Home => Path.Combine(_folder, "home");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 4, 2, 6, 0, 0, TimeSpan.Zero));

    public static async Task<Product> NewAsync()
    {
        var product = new Product();
        await product.OkAsync("init", "--no-input");
        return product;
    }

    /// <summary>A product of its own on a copy of this home, at the same time of day; files keep their dates.</summary>
    public Product Copy()
    {
        var product = new Product();
        product.Clock.SetUtcNow(Clock.GetUtcNow());
        foreach (string folder in Directory.EnumerateDirectories(_folder, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(product._folder, Path.GetRelativePath(_folder, folder)));
        foreach (string file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(product._folder, Path.GetRelativePath(_folder, file));
            System.IO.File.Copy(file, copy);
            System.IO.File.SetLastWriteTimeUtc(copy, System.IO.File.GetLastWriteTimeUtc(file));
        }

        return product;
    }

    /// <summary>Runs a command; its exit code must be 0.</summary>
    public async Task<Answer> OkAsync(params string[] arguments)
    {
        Answer answer = await RunAsync(arguments);
        Assert.True(answer.ExitCode == 0, $"costguard {string.Join(' ', arguments)} ended with {answer.ExitCode}:\n{answer.Error}{answer.Out}");
        return answer;
    }

    public async Task<Answer> RunAsync(params string[] arguments)
    {
        using var bytes = new MemoryStream();
        using var error = new StringWriter();
        var text = new StreamWriter(bytes, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var surroundings = new Surroundings
        {
            Out = text,
            Error = error,
            OutStream = () => bytes,
            In = TextReader.Null,
            Clock = Clock,
            Variables = new Dictionary<string, string>(),
            WorkingFolder = _folder,
            IsTerminal = false,
            IsErrorTerminal = false,
            Width = 500,
        };
        int code = await CommandTree.RunAsync(["--home", Home, .. arguments], surroundings);
        return new Answer(code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>A file of the home.</summary>
    public string File(string name) => Path.Combine(Home, name.Replace('/', Path.DirectorySeparatorChar));

    public string Write(string name, string text)
    {
        string path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}

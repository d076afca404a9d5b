using System.Text;
using CostGuard.Cli.Configuration.Yaml;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>One field with its place; the column is the number of the field, as a spreadsheet shows it.</summary>
public sealed record CsvField(string Text, Place At);

/// <summary>The lines of a small table (RFC 4180): quotes, CR LF or LF, a byte order mark. Empty lines are left out.</summary>
public sealed class CsvText
{
    private readonly string _file;
    private readonly string _text;
    private readonly List<IReadOnlyList<CsvField>> _lines = [];
    private readonly List<CsvField> _fields = [];
    private readonly StringBuilder _field = new();
    private int _line = 1;

    private CsvText(string file, string text)
    {
        _file = file;
        _text = text.TrimStart('\uFEFF');
    }

    public static IReadOnlyList<IReadOnlyList<CsvField>> Read(string file, string text) => new CsvText(file, text).ReadAll();

    private List<IReadOnlyList<CsvField>> ReadAll()
    {
        int first = 1;
        for (int i = 0; i < _text.Length; i++)
        {
            char c = _text[i];
            if (c == '"' && string.IsNullOrWhiteSpace(_field.ToString()))
            {
                i = ReadQuoted(i + 1);
                continue;
            }

            if (c is not (',' or '\n'))
            {
                _field.Append(c);
                continue;
            }

            EndField(first);
            if (c == ',') continue;
            EndLine();
            first = ++_line;
        }

        EndField(first);
        EndLine();
        return _lines;
    }

    /// <summary>Reads up to the closing quote and returns its index.</summary>
    private int ReadQuoted(int i)
    {
        _field.Clear();
        for (; i < _text.Length; i++)
        {
            if (_text[i] == '\n') _line++;
            if (_text[i] != '"') _field.Append(_text[i]);
            else if (i + 1 < _text.Length && _text[i + 1] == '"') _field.Append(_text[i++]);
            else break;
        }

        return i;
    }

    private void EndField(int line)
    {
        _fields.Add(new CsvField(_field.ToString().Trim(), new Place(_file, line, _fields.Count + 1)));
        _field.Clear();
    }

    private void EndLine()
    {
        if (_fields.Count > 1 || _fields[0].Text.Length > 0) _lines.Add([.. _fields]);
        _fields.Clear();
    }
}

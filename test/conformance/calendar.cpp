// RUN: %triple %s
// EVERY: 7
// A calendar: dates as a class with operators, weekdays, moving feasts, months printed side by side, intervals, recurring
// appointments with exceptions, a parser of dates that says what is wrong.
#include <array>
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

class Date {
public:
    Date(int year, int month, int day) : year_(year), month_(month), day_(day)
    {
        if (month < 1 || month > 12) throw std::invalid_argument("month " + std::to_string(month));
        if (day < 1 || day > days_in(year, month)) throw std::invalid_argument("day " + std::to_string(day));
    }
    static Date from_number(long n)
    {
        int year = int(n / 365.2425) - 1;
        while (first_of(year + 1) <= n) ++year;
        n -= first_of(year);
        int month = 1;
        while (n >= days_in(year, month)) n -= days_in(year, month++);
        return {year, month, int(n) + 1};
    }
    long number() const
    {
        long n = first_of(year_) + day_ - 1;
        for (int m = 1; m < month_; ++m) n += days_in(year_, m);
        return n;
    }
    int weekday() const { return int((number() + 6) % 7); } // 0 is Monday
    int year() const { return year_; }
    int month() const { return month_; }
    int day() const { return day_; }
    Date &operator+=(long days) { return *this = from_number(number() + days); }
    Date &operator++() { return *this += 1; }
    friend Date operator+(Date d, long days) { return d += days; }
    friend long operator-(const Date &a, const Date &b) { return a.number() - b.number(); }
    friend bool operator<(const Date &a, const Date &b) { return a - b < 0; }
    friend bool operator==(const Date &a, const Date &b) { return a - b == 0; }
    friend std::ostream &operator<<(std::ostream &out, const Date &d)
    {
        const char fill = out.fill('0');
        out << d.year_ << '-' << std::setw(2) << d.month_ << '-' << std::setw(2) << d.day_;
        out.fill(fill);
        return out;
    }
    static bool leap(int y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); }
    static int days_in(int year, int month)
    {
        static const std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        return days[std::size_t(month - 1)] + (month == 2 && leap(year));
    }

private:
    static long first_of(int y)
    {
        --y;
        return 365L * y + y / 4 - y / 100 + y / 400 + 1;
    }
    int year_, month_, day_;
};

static Date easter(int y)
{
    int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    return {y, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1};
}

static std::vector<std::string> month_lines(int year, int month)
{
    static const char *const names[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    std::vector<std::string> lines;
    std::string title = names[month - 1];
    lines.push_back(std::string((20 - title.size()) / 2, ' ') + title);
    std::string line(std::size_t(Date(year, month, 1).weekday()) * 3, ' ');
    for (int day = 1; day <= Date::days_in(year, month); ++day) {
        char text[16];
        std::snprintf(text, sizeof text, "%2d ", day);
        line += text;
        if (line.size() == 21 || day == Date::days_in(year, month)) {
            lines.push_back(line);
            line.clear();
        }
    }
    for (auto &l : lines) l.resize(22, ' ');
    return lines;
}

static Date parse(const std::string &text)
{
    std::istringstream in(text);
    int y, m, d;
    char a, b;
    if (!(in >> y >> a >> m >> b >> d) || a != '-' || b != '-') throw std::invalid_argument("no date: " + text);
    if (in.peek() != EOF) throw std::invalid_argument("text after " + text.substr(0, std::size_t(in.tellg())));
    return {y, m, d};
}

class Appointment {
public:
    Appointment(std::string what, Date first, int every, int times) : what_(std::move(what)), first_(first), every_(every), times_(times) {}
    Appointment &except(Date d)
    {
        exceptions_.insert(d);
        return *this;
    }
    std::optional<Date> next(const Date &after) const
    {
        Date d = first_;
        for (int i = 0; i < times_; ++i, d += every_)
            if (after < d && !exceptions_.count(d)) return d;
        return std::nullopt;
    }
    const std::string &what() const { return what_; }

private:
    std::string what_;
    Date first_;
    int every_, times_;
    std::set<Date> exceptions_;
};

int main()
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    Date d(2024, 2, 27);
    for (int i = 0; i < 4; ++i, ++d) std::cout << days[d.weekday()] << ' ' << d << "  ";
    std::cout << '\n' << Date(2000, 1, 1) - Date(1999, 1, 1) << ' ' << Date(2026, 11, 21) + 100 << ' ' << (Date(2023, 12, 31) + 1 == Date(2024, 1, 1)) << '\n';
    for (int y : {2024, 2025, 2026}) {
        Date e = easter(y);
        std::cout << e << ' ' << days[e.weekday()] << ", " << e + 39 << "; ";
    }
    std::cout << '\n';
    auto left = month_lines(2026, 2), right = month_lines(2026, 3);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i)
        std::cout << (i < left.size() ? left[i] : std::string(22, ' ')) << '|' << (i < right.size() ? right[i] : "") << '\n';
    for (const char *text : {"2024-2-29", "2023-2-29", "2023-13-1", "yesterday", "2020-1-1x", "2020/1/1"}) {
        try {
            std::cout << parse(text) << ' ';
        } catch (const std::invalid_argument &e) {
            std::cout << '[' << e.what() << "] ";
        }
    }
    std::cout << '\n';
    std::vector<Appointment> all{{"dentist", {2026, 1, 5}, 28, 3}, {"choir", {2026, 1, 1}, 7, 9}};
    all[1].except({2026, 1, 8}).except({2026, 1, 29});
    for (Date today(2025, 12, 31);;) {
        const Appointment *soonest = nullptr;
        std::optional<Date> when;
        for (const Appointment &a : all)
            if (auto n = a.next(today); n && (!when || *n < *when)) soonest = &a, when = n;
        if (!when) break;
        std::cout << *when << ' ' << soonest->what() << "; ";
        today = *when;
    }
    std::cout << '\n';
}

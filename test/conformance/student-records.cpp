// RUN: %triple %s
// A beginner's program: an array of structures, menus driven by a string, searching, three sorts by hand, averages, a table,
// everything global, char arrays and cout with manipulators.
// EVERY: 2
#include <iostream>
#include <iomanip>
#include <cstring>
#include <cstdlib>
using namespace std;

const int MAX_STUDENTS = 10;
const int SUBJECTS = 3;

struct Student
{
    int roll;
    char name[20];
    float marks[SUBJECTS];
    float total;
    float average;
    char grade;
    bool passed;
};

Student students[MAX_STUDENTS];
int count_students = 0;
int swaps = 0, comparisons = 0;

void calculate(Student &s)
{
    s.total = 0;
    s.passed = true;
    for (int i = 0; i < SUBJECTS; i++)
    {
        s.total = s.total + s.marks[i];
        if (s.marks[i] < 35)
        {
            s.passed = false;
        }
    }
    s.average = s.total / SUBJECTS;
    if (s.average >= 75)
        s.grade = 'A';
    else if (s.average >= 60)
        s.grade = 'B';
    else if (s.average >= 50)
        s.grade = 'C';
    else
        s.grade = 'F';
}

bool addStudent(int roll, const char *name, float m1, float m2, float m3)
{
    for (int i = 0; i < count_students; i++)
    {
        if (students[i].roll == roll)
        {
            cout << "Roll number " << roll << " already exists!" << endl;
            return false;
        }
    }
    if (count_students == MAX_STUDENTS)
    {
        cout << "No more room." << endl;
        return false;
    }
    Student s;
    memset(&s, 0, sizeof(s));
    s.roll = roll;
    strncpy(s.name, name, sizeof(s.name) - 1);
    s.marks[0] = m1;
    s.marks[1] = m2;
    s.marks[2] = m3;
    calculate(s);
    students[count_students++] = s;
    return true;
}

void display()
{
    cout << left << setw(6) << "Roll" << setw(12) << "Name" << right;
    for (int i = 1; i <= SUBJECTS; i++)
    {
        cout << setw(6) << "M" << i;
    }
    cout << setw(9) << "Average" << " Grade" << endl;
    cout << setfill('-') << setw(49) << "" << setfill(' ') << endl;
    for (int i = 0; i < count_students; i++)
    {
        Student *p = &students[i];
        cout << left << setw(6) << p->roll << setw(12) << p->name << right << fixed << setprecision(1);
        for (int j = 0; j < SUBJECTS; j++)
        {
            cout << setw(7) << p->marks[j];
        }
        cout << setw(9) << setprecision(2) << p->average << "   " << p->grade << (p->passed ? "" : " *") << endl;
    }
}

void swapStudents(Student *a, Student *b)
{
    Student temp = *a;
    *a = *b;
    *b = temp;
    swaps++;
}

void bubbleSort()
{
    for (int i = 0; i < count_students - 1; i++)
    {
        for (int j = 0; j < count_students - i - 1; j++)
        {
            comparisons++;
            if (students[j].average < students[j + 1].average)
            {
                swapStudents(&students[j], &students[j + 1]);
            }
        }
    }
}

void selectionSort()
{
    for (int i = 0; i < count_students - 1; i++)
    {
        int least = i;
        for (int j = i + 1; j < count_students; j++)
        {
            comparisons++;
            if (strcmp(students[j].name, students[least].name) < 0)
            {
                least = j;
            }
        }
        if (least != i)
        {
            swapStudents(&students[i], &students[least]);
        }
    }
}

void insertionSort()
{
    for (int i = 1; i < count_students; i++)
    {
        Student key = students[i];
        int j = i - 1;
        while (j >= 0 && students[j].roll > key.roll)
        {
            comparisons++;
            students[j + 1] = students[j];
            j--;
        }
        students[j + 1] = key;
    }
}

int binarySearch(int roll, int low, int high)
{
    if (low > high)
    {
        return -1;
    }
    int middle = (low + high) / 2;
    comparisons++;
    if (students[middle].roll == roll)
    {
        return middle;
    }
    if (students[middle].roll < roll)
    {
        return binarySearch(roll, middle + 1, high);
    }
    return binarySearch(roll, low, middle - 1);
}

void removeStudent(int roll)
{
    int i;
    for (i = 0; i < count_students && students[i].roll != roll; i++)
        ;
    if (i == count_students)
    {
        cout << "Not found: " << roll << endl;
        return;
    }
    for (; i < count_students - 1; i++)
    {
        students[i] = students[i + 1];
    }
    count_students--;
    cout << "Removed " << roll << endl;
}

int main()
{
    const char *menu = "1 2 d b s i f r d q d";
    while (*menu != '\0')
    {
        char choice = *menu++;
        switch (choice)
        {
        case '1':
            addStudent(104, "Priya", 81, 92.5, 77);
            addStudent(101, "Rahul", 45, 30, 62);
            addStudent(107, "A name that is too long", 55, 58, 61);
            break;
        case '2':
            addStudent(101, "Double", 1, 2, 3);
            addStudent(103, "Zoya", 66, 71, 59.5);
            addStudent(102, "Kiran", 20, 25, 35);
            break;
        case 'd':
            display();
            break;
        case 'b':
            bubbleSort();
            cout << "Best: " << students[0].name << ", " << swaps << " swaps" << endl;
            break;
        case 's':
            selectionSort();
            cout << "First: " << students[0].name << ", " << swaps << " swaps" << endl;
            break;
        case 'i':
            insertionSort();
            break;
        case 'f':
            for (int roll = 100; roll < 105; roll++)
            {
                cout << roll << ":" << binarySearch(roll, 0, count_students - 1) << " ";
            }
            cout << comparisons << " comparisons" << endl;
            break;
        case 'r':
            removeStudent(103);
            removeStudent(999);
            break;
        case ' ':
            continue;
        case 'q':
            cout << "Bye" << endl;
            return 0;
        default:
            cout << "Invalid choice" << endl;
            exit(1);
        }
    }
    return 0;
}
